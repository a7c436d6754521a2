// Space and inodes: what runs out soon, and what has nearly run out.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  // Device and mount point tell file systems apart; containers of one host see one device at many places.
  local what = if config.nodesShareHost then 'device {{ $labels.device }} of ' + q.where
  else '{{ $labels.mountpoint }} ({{ $labels.device }}) of ' + q.where;

  local space = { free: 'node_filesystem_avail_bytes', all: 'node_filesystem_size_bytes', word: 'space' };
  local files = { free: 'node_filesystem_files_free', all: 'node_filesystem_files', word: 'inodes' };

  local left(kind) = '100 * %s / %s' % [q.filesystem(kind.free), q.filesystem(kind.all)];
  local writable = '%s == 0' % q.filesystem('node_filesystem_readonly');

  local filling(name, kind, severity, percent, hours) = alert(name, {
    severity: severity,
    'for': '1h',
    expr: q.once(|||
      %(left)s < %(percent)g
      and
      predict_linear(%(free)s[%(trend)s], %(hours)g * 3600) < 0
      and
      %(writable)s
    ||| % {
      left: left(kind),
      percent: percent,
      free: q.filesystem(kind.free),
      trend: config.filesystemTrend,
      hours: hours,
      writable: writable,
    }, 'mountpoint'),
    summary: 'A file system will be out of %s within %g hours.' % [kind.word, hours],
    description: 'Of %s only {{ printf "%%.1f" $value }}%% of the %s are left, and at the pace of the last %s none within %g hours.'
                 % [what, kind.word, config.filesystemTrend, hours],
  });
  local almost(name, kind, severity, wait, percent) = alert(name, {
    severity: severity,
    'for': wait,
    expr: q.once(|||
      %(left)s < %(percent)g
      and
      %(writable)s
    ||| % { left: left(kind), percent: percent, writable: writable }, 'mountpoint'),
    summary: 'A file system has less than %g %% of its %s left.' % [percent, kind.word],
    description: 'Of %s only {{ printf "%%.1f" $value }}%% of the %s are left.' % [what, kind.word],
  });

  {
    name: 'node-exporter-filesystems',
    rules: [
      filling('NodeFilesystemSpaceFillingUp', space, 'warning', config.filesystemFillingPercentWarning, config.filesystemFillingHoursWarning),
      filling('NodeFilesystemSpaceFillingUp', space, 'critical', config.filesystemFillingPercentCritical, config.filesystemFillingHoursCritical),
      almost('NodeFilesystemAlmostOutOfSpace', space, 'warning', '30m', config.filesystemFreePercentWarning),
      almost('NodeFilesystemAlmostOutOfSpace', space, 'critical', '30m', config.filesystemFreePercentCritical),
      filling('NodeFilesystemFilesFillingUp', files, 'warning', config.filesFillingPercentWarning, config.filesystemFillingHoursWarning),
      filling('NodeFilesystemFilesFillingUp', files, 'critical', config.filesFillingPercentCritical, config.filesystemFillingHoursCritical),
      almost('NodeFilesystemAlmostOutOfFiles', files, 'warning', '1h', config.filesFreePercentWarning),
      almost('NodeFilesystemAlmostOutOfFiles', files, 'critical', '1h', config.filesFreePercentCritical),
    ],
  }
