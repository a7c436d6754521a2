//go:build tools

package main

// What the long run builds beside this program.
import _ "github.com/grafana/loki/v3/cmd/loki"
