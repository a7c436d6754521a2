// What both kinds of dashboard share.
function(config, all) {
  // At most 40 characters, for ever the same.
  uid(dialect)::
    local uid = 'mixgen-http-' + dialect.name;
    if std.length(uid) <= 40 then uid else 'mixgen-http-' + std.md5(dialect.name)[:28],

  // Colours of shares of failed requests.
  errors: [[null, 'green'], [0.01, 'orange'], [0.05, 'red']],
}
