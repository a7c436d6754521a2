/** text **/ importstr 'other.libsonnet' /** end **/
