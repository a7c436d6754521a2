//go:build exporter

package main

import _ "github.com/nats-io/prometheus-nats-exporter"
