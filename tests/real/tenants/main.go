// Holds the matchers that mixgen puts into queries against the parser of
// Prometheus and against prom-label-proxy.
//
// usage: tenants queries FOLDER… >QUERIES.json
//
//	tenants compare RESULTS.jsonl
//
// `queries` collects the queries of all rules in YAML and JSON files, whatever
// object they lie in. `compare` reads lines {query, labels, injected or error}:
// Prometheus must accept what mixgen accepts, and refuse what it refuses; the
// injected query must print as the query does after a walk over its tree that
// adds the matchers, and as the proxy's answer where the two can be compared.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/prometheus-community/prom-label-proxy/injectproxy"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"sigs.k8s.io/yaml"
)

func main() {
	if len(os.Args) < 3 {
		fail("usage: tenants queries FOLDER… | tenants compare RESULTS.jsonl")
	}
	switch os.Args[1] {
	case "queries":
		collect(os.Args[2:])
	case "compare":
		compare(os.Args[2])
	default:
		fail("unknown command %s", os.Args[1])
	}
}

func fail(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, "tenants: "+format+"\n", arguments...)
	os.Exit(1)
}

func collect(folders []string) {
	queries := map[string]bool{}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			switch filepath.Ext(path) {
			case ".yaml", ".yml", ".json":
			default:
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, document := range bytes.Split(text, []byte("\n---\n")) {
				var value any
				if err := yaml.Unmarshal(document, &value); err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
				rules(value, queries)
			}
			return nil
		})
		if err != nil {
			fail("%v", err)
		}
	}
	sorted := []string{}
	for query := range queries {
		sorted = append(sorted, query)
	}
	sort.Strings(sorted)
	if err := json.NewEncoder(os.Stdout).Encode(sorted); err != nil {
		fail("%v", err)
	}
}

// What has an expression and the name of an alert or of a series is a rule.
func rules(value any, queries map[string]bool) {
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			rules(item, queries)
		}
	case map[string]any:
		query, isText := value["expr"].(string)
		_, alerts := value["alert"]
		_, records := value["record"]
		if isText && (alerts || records) {
			queries[query] = true
		}
		for _, item := range value {
			rules(item, queries)
		}
	}
}

type result struct {
	Query    string
	Labels   map[string]string
	Injected *string
	Error    string
}

// What mixgen refuses on purpose, though Prometheus takes it.
var stricter = map[string]string{
	"a offset NaN":   "an offset is a length of time",
	"a{x=\"\\xff\"}": "text is UTF-8 in all files that mixgen writes",
}

var promql = parser.NewParser(parser.Options{EnableExperimentalFunctions: true})

func compare(path string) {
	file, err := os.Open(path)
	if err != nil {
		fail("%v", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<26)
	wrong, injected, refused, proxied := 0, 0, 0, 0
	for lines.Scan() {
		var r result
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			fail("%v", err)
		}
		if r.Injected == nil {
			refused++
		} else {
			injected++
		}
		throughProxy, problem := check(r)
		if throughProxy {
			proxied++
		}
		if problem != "" {
			wrong++
			fmt.Printf("%s\n  with %v: %s\n", r.Query, r.Labels, problem)
		}
	}
	if err := lines.Err(); err != nil {
		fail("%v", err)
	}
	fmt.Printf("%d injected, %d of them compared with the proxy, %d refused, %d wrong\n", injected, proxied, refused, wrong)
	if wrong > 0 || injected < 600 || proxied < 300 {
		os.Exit(1)
	}
}

func check(r result) (proxied bool, problem string) {
	tree, err := promql.ParseExpr(r.Query)
	switch {
	case r.Injected == nil && err == nil && stricter[r.Query] == "":
		return false, "mixgen refuses what Prometheus accepts: " + r.Error
	case r.Injected == nil:
		return false, ""
	case err != nil:
		return false, "Prometheus refuses what mixgen accepts: " + err.Error()
	}
	ours, err := promql.ParseExpr(*r.Injected)
	if err != nil {
		return false, fmt.Sprintf("the result %s is refused: %v", *r.Injected, err)
	}

	matchers := []*labels.Matcher{}
	for _, name := range slices.Sorted(keys(r.Labels)) {
		matchers = append(matchers, labels.MustNewMatcher(labels.MatchEqual, name, r.Labels[name]))
	}
	// The proxy answers no experimental function, replaces matchers, and leaves
	// selectors in the parameter of an aggregation as they are.
	incomparable := false
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if call, ok := node.(*parser.Call); ok {
			incomparable = incomparable || call.Func.Experimental
		}
		if aggregation, ok := node.(*parser.AggregateExpr); ok {
			incomparable = incomparable || aggregation.Op.IsExperimentalAggregator() || reads(aggregation.Param)
		}
		selector, ok := node.(*parser.VectorSelector)
		if !ok {
			return nil
		}
		for _, wanted := range matchers {
			there := false
			for _, matcher := range selector.LabelMatchers {
				incomparable = incomparable || matcher.Name == wanted.Name
				there = there || matcher.String() == wanted.String()
			}
			if !there {
				selector.LabelMatchers = append(selector.LabelMatchers, wanted)
			}
		}
		return nil
	})
	if got, want := ours.String(), tree.String(); got != want {
		return false, fmt.Sprintf("got  %s\n  want %s", got, want)
	}
	if incomparable {
		return false, ""
	}
	answer, err := injectproxy.NewPromQLEnforcer(false, matchers...).Enforce(r.Query)
	if err != nil {
		return true, "the proxy refuses it: " + err.Error()
	}
	theirs, err := promql.ParseExpr(answer)
	if err != nil {
		return true, fmt.Sprintf("the proxy's answer %s is refused: %v", answer, err)
	}
	if got, want := sorted(ours), sorted(theirs); got != want {
		return true, fmt.Sprintf("got %s\n  the proxy says %s", got, want)
	}
	return true, ""
}

func reads(tree parser.Expr) (found bool) {
	if tree == nil {
		return false
	}
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if _, ok := node.(*parser.VectorSelector); ok {
			found = true
		}
		return nil
	})
	return found
}

// The query with the matchers of each selector in order: the proxy's order
// differs from call to call.
func sorted(tree parser.Expr) string {
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			slices.SortFunc(selector.LabelMatchers, func(a, b *labels.Matcher) int {
				return strings.Compare(a.String(), b.String())
			})
		}
		return nil
	})
	return tree.String()
}

func keys(values map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for key := range values {
			if !yield(key) {
				return
			}
		}
	}
}
