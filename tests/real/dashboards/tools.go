//go:build tools

// Package tools pins the linter that the stage builds.
package tools

import _ "github.com/grafana/dashboard-linter"
