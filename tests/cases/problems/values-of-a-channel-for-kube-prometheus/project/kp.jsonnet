local main = {
  values:: {},
  alertmanager: { _config:: { secrets: [], config: { route: {}, receivers: [] } }, secret: self._config.config },
};
local kp =
  main
  + (import 'mixgen/addons/kube-prometheus/email.libsonnet')
  + { values+:: { email+: { too: 'a@example.org', from: 'b@example.org', smarthost: 'smtp.example.org:587', severities: 'critical' } } };
{ 'alertmanager-secret': kp.alertmanager.secret }
