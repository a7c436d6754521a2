{ name: 'a', patch: { etcd+: { values+: { namespace: 'db' } } } }
