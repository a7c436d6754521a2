//go:build tools

// Alertmanager as a Go module: 0.31 is the newest whose module holds the files
// of its web pages.
package tools

import _ "github.com/prometheus/alertmanager/cmd/alertmanager"
