// What runs in this stage, and is scraped by a configuration that is built from here. `ports` comes from
// the stage.
local mixgen = import 'mixgen/main.libsonnet';
local local_(port) = '127.0.0.1:%d' % port;

function(ports)
  mixgen.environments({
    real: {
      target: 'plain',
      components: ['alertmanager', 'blackbox', 'etcd', 'nats', 'node-exporter', 'prometheus'],
      values: {
        common: { interval: '2s' },
        plain: { alertmanagers: [local_(ports.alertmanager)] },
        blackbox: {
          prober: local_(ports.blackbox),
          probes: {
            prometheus: { targets: ['http://%s/-/ready' % local_(ports.prometheus)] },
            secure: { targets: ['https://%s/' % local_(ports.https)], module: 'tls' },
          },
          modules: { tls: { prober: 'http', timeout: '5s', http: { preferred_ip_protocol: 'ip4', tls_config: { insecure_skip_verify: true } } } },
        },
        // No Grafana runs here.
        grafana: { targets: [] },
        'node-exporter': { targets: [local_(ports.node)] },
        prometheus: { targets: [local_(ports.prometheus)] },
      },
      // What nothing shipped asks for, and Prometheus has metrics of.
      documents: {
        'prometheus.yml'+: {
          remote_write: [{ url: 'http://%s/api/v1/write' % local_(ports.receiver) }],
          scrape_configs+: [{ job_name: 'found', http_sd_configs: [{ url: 'http://%s/targets' % local_(ports.targets) }] }],
        },
      },
    },
  })
