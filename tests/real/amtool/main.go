// amtool of a newer Alertmanager than Debian has: it knows the receivers that
// came with 0.28 and renders templates as that version does.
package main

import "github.com/prometheus/alertmanager/cli"

func main() {
	cli.Execute()
}
