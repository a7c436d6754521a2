// Whether a query of a panel is for Prometheus: LogQL may look like PromQL.
local typeOf(source) = if std.isObject(source) then std.get(source, 'type', 'prometheus') else 'prometheus';

function(panel, target)
  typeOf(std.get(target, 'datasource', std.get(panel, 'datasource'))) == 'prometheus'
