{ [std.extVar('name')]: std.extVar('replicas') }
