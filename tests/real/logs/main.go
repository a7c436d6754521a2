// Reads LogQL and Alloy's configuration as Loki and Alloy do.
//
// usage: logs < LIST
//
// LIST is JSON, [{"where", "kind", "text"}]; `kind` is `rule` (LogQL that gives
// numbers), `query` (any LogQL) or `alloy`. Prints a line for each that is
// wrong.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/grafana/alloy/syntax/ast"
	"github.com/grafana/alloy/syntax/parser"
	"github.com/grafana/loki/v3/pkg/logql/syntax"
)

type entry struct {
	Where string `json:"where"`
	Kind  string `json:"kind"`
	Text  string `json:"text"`
}

func main() {
	var entries []entry
	if err := json.NewDecoder(os.Stdin).Decode(&entries); err != nil {
		fmt.Fprintln(os.Stderr, "logs:", err)
		os.Exit(2)
	}
	wrong := 0
	for _, entry := range entries {
		if err := check(entry); err != nil {
			fmt.Printf("%s: %v\n%s\n", entry.Where, err, entry.Text)
			wrong++
		}
	}
	if wrong > 0 {
		os.Exit(1)
	}
}

func check(entry entry) error {
	switch entry.Kind {
	case "rule":
		_, err := syntax.ParseSampleExpr(entry.Text)
		return err
	case "query":
		_, err := syntax.ParseExpr(entry.Text)
		return err
	case "alloy":
		return checkAlloy(entry.Text)
	}
	return fmt.Errorf("unknown kind %q", entry.Kind)
}

// checkAlloy parses a configuration, and looks that each component has one
// declaration and each reference leads to one.
func checkAlloy(text string) error {
	file, err := parser.ParseFile("config.alloy", []byte(text))
	if err != nil {
		return err
	}
	declared := map[string]bool{}
	for _, statement := range file.Body {
		block, ok := statement.(*ast.BlockStmt)
		if !ok {
			return fmt.Errorf("a statement that is no block")
		}
		name := strings.Join(append(append([]string{}, block.Name...), block.Label), ".")
		if declared[name] {
			return fmt.Errorf("%s is there twice", name)
		}
		declared[name] = true
	}
	var walked error
	walk(reflect.ValueOf(file.Body), func(path string) {
		if walked == nil && !leads(path, declared) {
			walked = fmt.Errorf("%s leads nowhere", path)
		}
	})
	return walked
}

// leads tells whether a path such as `loki.write.logs.receiver` begins with a
// component, or is of the standard library.
func leads(path string, declared map[string]bool) bool {
	if strings.HasPrefix(path, "sys.") {
		return true
	}
	parts := strings.Split(path, ".")
	for length := len(parts) - 1; length > 0; length-- {
		if declared[strings.Join(parts[:length], ".")] {
			return true
		}
	}
	return false
}

// walk calls found with each outermost path of fields below a value.
func walk(value reflect.Value, found func(string)) {
	switch value.Kind() {
	case reflect.Interface, reflect.Pointer:
		if value.IsNil() {
			return
		}
		if access, ok := value.Interface().(*ast.AccessExpr); ok {
			found(pathOf(access))
			return
		}
		walk(value.Elem(), found)
	case reflect.Slice:
		for at := range value.Len() {
			walk(value.Index(at), found)
		}
	case reflect.Struct:
		for at := range value.NumField() {
			if value.Type().Field(at).IsExported() {
				walk(value.Field(at), found)
			}
		}
	}
}

func pathOf(expression ast.Expr) string {
	switch expression := expression.(type) {
	case *ast.AccessExpr:
		return pathOf(expression.Value) + "." + expression.Name.Name
	case *ast.IdentifierExpr:
		return expression.Ident.Name
	}
	return "?"
}
