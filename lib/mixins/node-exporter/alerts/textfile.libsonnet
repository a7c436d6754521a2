// Metrics that somebody writes into files for node_exporter.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);

  {
    name: 'node-exporter-textfile',
    rules: [
      alert('NodeTextFileCollectorScrapeError', {
        severity: 'warning',
        'for': '10m',
        expr: q.once('%s == 1' % q.series('node_textfile_scrape_error')),
        summary: 'node_exporter cannot read a file with metrics.',
        description: 'A file for the textfile collector on %s cannot be read: the metrics in it are missing.' % q.where,
      }),
    ],
  }
