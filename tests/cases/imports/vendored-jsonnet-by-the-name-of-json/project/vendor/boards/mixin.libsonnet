{
  local mixin = self,
  _config:: { job: 'certificates' },
  template: (import 'template.json') + { selector: self.of % mixin._config },
  data: import 'data.json',
}
