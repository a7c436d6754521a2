// Dashboards as PersesDashboard (perses.dev/v1alpha2), which the console
// reads, made of Grafana's JSON. What has no counterpart there is told.
local text = import '../text.libsonnet';
local panels = import './panels.libsonnet';
local variables = import './variables.libsonnet';

// `now-6h` is `6h`.
local duration(board) =
  local from = std.get(std.get(board, 'time', {}), 'from', '');
  if std.startsWith(from, 'now-') && std.length(from) > 4 && !std.member(from, '/') then from[4:] else '1h';

// Rows with their panels: what stands before the first row is one, too.
local rows(board) =
  local step(state, panel) =
    if panel.type != 'row' then state[:std.length(state) - 1] + [state[std.length(state) - 1] { panels+: [panel] }]
    else state + [{
      title: std.get(panel, 'title', ''),
      open: !std.get(panel, 'collapsed', false),
      panels: std.get(panel, 'panels', []),
    }];
  [
    row
    for row in std.foldl(step, std.get(board, 'panels', []), [{ title: '', open: true, panels: [] }])
    if row.panels != []
  ];

local keyOf(row, panel) = 'panel-%d-%d' % [row, panel];

// Both grids have 24 columns; a row begins at zero.
local layout(row, index) =
  local top = std.foldl(function(least, panel) std.min(least, panel.gridPos.y), row.panels, 1000000);
  {
    kind: 'Grid',
    spec: {
      [if row.title != '' then 'display']: { title: row.title, collapse: { open: row.open } },
      items: std.mapWithIndex(function(i, panel) {
        x: panel.gridPos.x,
        y: panel.gridPos.y - top,
        width: panel.gridPos.w,
        height: panel.gridPos.h,
        content: { '$ref': '#/spec/panels/' + keyOf(index, i) },
      }, row.panels),
    },
  };

local config(board) =
  local all = rows(board);
  {
    display: { name: std.get(board, 'title', ''), [if std.get(board, 'description', '') != '' then 'description']: board.description },
    duration: duration(board),
    variables: variables.list(board),
    panels: {
      [keyOf(r, p)]: panels.panel(all[r].panels[p])
      for r in std.range(0, std.length(all) - 1)
      for p in std.range(0, std.length(all[r].panels) - 1)
    },
    layouts: std.mapWithIndex(function(i, row) layout(row, i), all),
  };

local each(model, make) = std.flattenArrays([
  make(part, file, model.dashboards[part][file].json)
  for part in std.objectFields(model.dashboards)
  for file in std.objectFields(model.dashboards[part])
]);

{
  '#documents':: 'The JSON for other readers, and a PersesDashboard each.',
  documents(model, tools):: tools.merge(each(model, function(part, file, board)
    local stem = text.dns(text.stem(file));
    [{
      ['dashboards/%s/%s.json' % [part, text.segment(text.stem(file))]]: board,
      [tools.file(part, 'perses-dashboard', stem) + '.yaml']: {
        apiVersion: 'perses.dev/v1alpha2',
        kind: 'PersesDashboard',
        metadata: tools.meta(
          part,
          if stem == part || std.startsWith(stem, part + '-') then stem else '%s-%s' % [part, stem],
          model.common.namespace
        ),
        spec: { config: config(board) },
      },
    }])),

  '#unsaid':: 'Panels and variables that Perses does not have.',
  unsaid(model):: each(model, function(part, file, board) [
    {
      path: ['values', part],
      part: part,
      what: '%s of the dashboard `%s`' % [lost.what, file],
      why: lost.why,
    }
    for lost in std.flattenArrays([panels.unsaid(panel) for row in rows(board) for panel in row.panels]) + variables.unsaid(board)
  ]),
}
