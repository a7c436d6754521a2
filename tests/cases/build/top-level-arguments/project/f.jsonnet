function(name, replicas, image='busybox') { [name]: { replicas: replicas, image: image } }
