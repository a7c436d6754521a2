// Which alerts keep others quiet unless a project says otherwise. `brought`
// are those that the configuration of most stacks has already.
local same = ['alertname', 'cluster', 'namespace'];

local standard = {
  'critical-over-warning': {
    source: { severity: 'critical' },
    target: { severity: ['warning', 'info'] },
    equal: same,
    brought: true,
  },
  'warning-over-info': {
    source: { severity: 'warning' },
    target: { severity: 'info' },
    equal: same,
    brought: true,
  },
  // It fires where nothing worse than information does.
  'info-inhibitor': {
    source: { alertname: 'InfoInhibitor' },
    target: { severity: 'info' },
    equal: ['cluster', 'namespace'],
    brought: true,
  },
};

// Those of an environment: `ofParts` are those of its parts. `implied` are those
// that nobody asked for, which are worth nothing without a channel.
function(routing, ofParts)
  {
    [name]: ofParts[name]
    for name in std.objectFields(ofParts)
    if routing.inhibit || !std.get(ofParts[name], 'implied', false)
  }
  + (
    if !routing.inhibit then {}
    else { [name]: standard[name] { part: 'routing', implied: true } for name in std.objectFields(standard) }
  )
  + { [name]: { part: 'routing' } + routing.inhibitions[name] for name in std.objectFields(routing.inhibitions) }
