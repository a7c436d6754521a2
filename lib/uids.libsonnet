// Grafana knows a dashboard by its `uid` and stops updating one that comes
// twice: where a part is there under two names, one of them gets uids of its own,
// and its dashboards link to each other.
local text = import './text.libsonnet';

local uidsOf(boards) = [
  boards[file].json.uid
  for file in std.objectFields(boards)
  if std.get(boards[file].json, 'uid', '') != ''
];

// At most 40 characters.
local own(part, uid) =
  local long = '%s-%s' % [uid, part];
  if std.length(long) <= 40 then long else std.md5(long);

local renamed(part, uids, board) =
  local replaced = std.foldl(
    function(all, uid)
      std.foldl(
        function(some, around) std.strReplace(some, around[0] + uid + around[1], around[0] + own(part, uid) + around[1]),
        [['"uid": "', '"'], ['/d/', '"'], ['/d/', '?'], ['/d/', '/']],
        all
      ),
    uids,
    text.json(board.json)
  );
  local json = std.parseJson(replaced) + { title: '%s (%s)' % [std.get(board.json, 'title', ''), part] };
  { json: json, text: text.json(json) };

local ofParts(dashboards, parts) =
  local uids = { [part]: uidsOf(dashboards[part]) for part in parts };
  local all = std.sort(std.flattenArrays([uids[part] for part in parts]));
  if std.length(all) == std.length(std.uniq(all)) then dashboards
  else {
    [part]:
      local before = std.flattenArrays([uids[other] for other in parts[:std.find(part, parts)[0]]]);
      local boards = dashboards[part];
      if std.setInter(std.set(before), std.set(uids[part])) == [] then boards
      else { [file]: renamed(part, uids[part], boards[file]) for file in std.objectFields(boards) }
    for part in parts
  };

// `dashboards` are those of an environment, `{ part: { file: { json, text } } }`;
// of the `parts` in order, the first one keeps its uids. With a `suffix` all get
// uids that end in it, and links between them stay.
function(dashboards, parts, suffix='')
  local told = ofParts(dashboards, parts);
  if suffix == '' then told
  else
    local all = std.flattenArrays([uidsOf(told[part]) for part in parts]);
    {
      [part]: { [file]: renamed(suffix, all, told[part][file]) for file in std.objectFields(told[part]) }
      for part in parts
    }
