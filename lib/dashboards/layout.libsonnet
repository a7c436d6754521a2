// Places rows of panels on Grafana's grid of 24 columns and gives each panel its id.

local columns = 24;

// Below 2^28: Grafana keeps panel ids as 32-bit integers.
local id(text) = std.parseHex(std.substr(std.md5(text), 0, 7)) + 1;

local width(row, panel) =
  if 'width' in panel then panel.width
  else if 'across' in row then std.floor(columns / row.across)
  else panel.defaultWidth;

// Left to right; a panel that does not fit begins a line below the highest panel of the last one.
local flow(row, top) =
  local step(state, panel) =
    local w = std.min(columns, width(row, panel));
    local wraps = state.x + w > columns;
    local x = if wraps then 0 else state.x;
    local y = if wraps then state.bottom else state.y;
    {
      x: x + w,
      y: y,
      bottom: std.max(if wraps then y else state.bottom, y + panel.height),
      placed: state.placed + [
        panel.json + {
          id: id(row.title + '/' + panel.key),
          gridPos: { h: panel.height, w: w, x: x, y: y },
        } + panel.raw,
      ],
    };
  std.foldl(step, row.panels, { x: 0, y: top, bottom: top, placed: [] });

local placeRow(state, row) =
  local collapsed = std.get(row, 'collapsed', false);
  local flowed = flow(row, state.y + 1);
  local header = {
    collapsed: collapsed,
    gridPos: { h: 1, w: columns, x: 0, y: state.y },
    id: id('row/' + row.title),
    panels: if collapsed then flowed.placed else [],
    title: row.title,
    type: 'row',
  };
  {
    y: if collapsed then state.y + 1 else flowed.bottom,
    panels: state.panels + [header] + (if collapsed then [] else flowed.placed),
    ids: state.ids + [header.id] + [panel.id for panel in flowed.placed],
  };

{
  place(rows)::
    local placed = std.foldl(placeRow, rows, { y: 0, panels: [], ids: [] });
    if std.length(std.set(placed.ids)) != std.length(placed.ids) then
      error 'two rows, or two panels of one row, have one title: give one of them another title, or the panel a `key`'
    else placed.panels,
}
