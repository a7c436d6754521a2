function(name='etcd') { [name]: { x: 1 } }
