// Links in the head of a dashboard. They keep the time range and the variables.

local base = {
  asDropdown: false,
  icon: 'dashboard',
  includeVars: true,
  keepTime: true,
  tags: [],
  targetBlank: false,
  tooltip: '',
  url: '',
};

{
  '#dashboard':: 'A link to one dashboard by its uid.',
  dashboard(title, uid):: base + { title: title, type: 'link', url: '/d/' + uid },

  '#tagged':: 'A menu of all dashboards that carry the tags.',
  tagged(title, tags):: base + { asDropdown: true, icon: 'external link', tags: tags, title: title, type: 'dashboards' },

  '#url':: 'A link to any page, opened beside the dashboard.',
  url(title, url):: base + { icon: 'external link', includeVars: false, keepTime: false, targetBlank: true, title: title, type: 'link', url: url },

  '#toDashboard':: "A data link for a panel's `links` or a table column's `link`: parameters are { 'var-pod': '${__field.labels.pod}' }.",
  toDashboard(title, uid, parameters={}):: {
    title: title,
    url: '/d/' + uid + '?${__url_time_range}&${datasource:queryparam}&${cluster:queryparam}' +
         std.join('', ['&%s=%s' % [name, parameters[name]] for name in std.objectFields(parameters)]),
  },
}
