// What makes monitoring cheap, on a model: rules that fit the retention and
// the interval, and series that nothing reads. All of it is computed from the
// queries of the environment by native functions; another Jsonnet has none, and
// saves nothing.
local fit = import './saving/fit.libsonnet';
local pace = import './saving/pace.libsonnet';
local spare = import './saving/spare.libsonnet';
local words = import './saving/words.libsonnet';

{
  '#none':: |||
    What a part may say in `model.saving`. `drop`: which series are dropped
    that nothing reads, `known` (families that are many), `unread` (all) or
    `nothing`. `buckets`: whether histograms lose bounds that nothing asks for.
    `samples`: how many a target may have, of components and of the cluster
    itself. `fit`: whether what looks back farther than samples are kept is
    left out. `pace`: whether windows and `for` are made long enough for the
    interval. `notes`: what somebody must do where the stack is there already.
  |||,
  none: {
    drop: 'nothing',
    buckets: false,
    samples: { component: null, cluster: null },
    fit: false,
    pace: false,
    notes: [],
  },

  '#apply':: |||
    A model with what is saved. It has `fitted`, what was left out or does not
    fit: `{ part: { alerts, records, panels } }`; `paced`, what was widened; and
    the function `spare`, which says what is dropped of a target.
  |||,
  apply(model)::
    local fitted = fit(model);
    local paced = pace(fitted);
    local spared = spare(paced);
    paced { spare:: spared, install+: spared.installed(paced.install) },

  '#notes':: 'What somebody should know once who applies a model: `[{ about, text }]`.',
  notes:: words.notes,

  '#warnings':: 'What does not fit the retention though nobody asked to leave it out: `[{ part, message, hint }]`.',
  warnings:: words.warnings,
}
