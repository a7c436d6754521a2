{ name: 'b', patch: { etcd+: { values+: { namespace: 'store' } } } }
