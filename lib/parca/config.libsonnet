// parca.yml and the flags of a Parca that takes profiles from agents, and from
// the targets that it is given. `data` is where it keeps debug information and,
// with a volume, profiles.
function(values, data) {
  file: {
    object_storage: { bucket: { type: 'FILESYSTEM', config: { directory: data + '/debuginfo' } } },
    [if values.scrape != {} then 'scrape_configs']: [
      { job_name: name } + values.scrape[name]
      for name in std.objectFields(values.scrape)
    ],
  },
  flags: [
    '--http-address=:7070',
    '--log-level=warn',
    '--storage-active-memory=%d' % values.memory_bytes,
    // Symbols of others would be asked for on the internet.
    '--debuginfod-upstream-servers=%s' % values.debuginfod,
  ] + (
    if values.storage == null then []
    else ['--enable-persistence', '--storage-path=%s/profiles' % data]
  ),
}
