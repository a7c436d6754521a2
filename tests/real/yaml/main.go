// Reads the documents that corpus.rs wrote with the YAML readers
// of kubectl (sigs.k8s.io/yaml) and of Prometheus and its operator (yaml v2
// and v3, under both their names), and reports every document that does not
// read back as the value it was made from. Exits 1 if there is one.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	newv2 "go.yaml.in/yaml/v2"
	newv3 "go.yaml.in/yaml/v3"
	oldv2 "gopkg.in/yaml.v2"
	oldv3 "gopkg.in/yaml.v3"
	sigs "sigs.k8s.io/yaml"
)

// A line of the corpus.
type document struct {
	Value  json.RawMessage `json:"value"`
	YAML   string          `json:"yaml"`
	JSON   *string         `json:"json"`
	Stream bool            `json:"stream"`
}

// decoder reads the next document of a stream, io.EOF after the last.
type decoder interface{ Decode(any) error }

// A reader of a single document, and of streams where it has them.
type reader struct {
	name   string
	read   func(string) (any, error)
	stream func(io.Reader) decoder
}

func readers() []reader {
	unmarshal := func(f func([]byte, any) error) func(string) (any, error) {
		return func(text string) (any, error) {
			var value any
			err := f([]byte(text), &value)
			return value, err
		}
	}
	return []reader{
		{"sigs.k8s.io/yaml", func(text string) (any, error) {
			converted, err := sigs.YAMLToJSONStrict([]byte(text))
			if err != nil {
				return nil, err
			}
			return exactJSON(converted)
		}, nil},
		{"gopkg.in/yaml.v2", unmarshal(func(b []byte, v any) error { return oldv2.UnmarshalStrict(b, v) }),
			func(r io.Reader) decoder { return oldv2.NewDecoder(r) }},
		{"gopkg.in/yaml.v3", unmarshal(oldv3.Unmarshal), func(r io.Reader) decoder { return oldv3.NewDecoder(r) }},
		{"go.yaml.in/yaml/v2", unmarshal(func(b []byte, v any) error { return newv2.UnmarshalStrict(b, v) }),
			func(r io.Reader) decoder { return newv2.NewDecoder(r) }},
		{"go.yaml.in/yaml/v3", unmarshal(newv3.Unmarshal), func(r io.Reader) decoder { return newv3.NewDecoder(r) }},
	}
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: yamlreaders CORPUS.jsonl")
		os.Exit(2)
	}
	wrong, err := judge(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if wrong > 0 {
		os.Exit(1)
	}
}

// judge prints the first differences and a count for each reader.
func judge(path string) (int, error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	read := map[string]int{}
	wrong := map[string]int{}
	report := func(name, text string, problem error) {
		wrong[name]++
		if wrong[name] <= 20 {
			fmt.Printf("%s: %v\n  %s\n", name, problem, strconv.Quote(shorten(text)))
		}
	}
	for lines.Scan() {
		var doc document
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			return 0, err
		}
		want, err := exactJSON(doc.Value)
		if err != nil {
			return 0, err
		}
		for _, reader := range readers() {
			var got any
			if doc.Stream {
				if reader.stream == nil {
					continue
				}
				got, err = readStream(reader.stream(strings.NewReader(doc.YAML)))
			} else {
				got, err = reader.read(doc.YAML)
			}
			read[reader.name]++
			if err == nil {
				err = differ(want, got, "")
			}
			if err != nil {
				report(reader.name, doc.YAML, err)
			}
		}
		if doc.JSON != nil {
			const name = "encoding/json"
			read[name]++
			got, err := exactJSON([]byte(*doc.JSON))
			if err == nil {
				err = differ(want, got, "")
			}
			if err != nil {
				report(name, *doc.JSON, err)
			}
		}
	}
	if err := lines.Err(); err != nil {
		return 0, err
	}
	total := 0
	for _, name := range []string{"sigs.k8s.io/yaml", "gopkg.in/yaml.v2", "gopkg.in/yaml.v3", "go.yaml.in/yaml/v2", "go.yaml.in/yaml/v3", "encoding/json"} {
		fmt.Printf("%-20s %6d read, %d wrong\n", name, read[name], wrong[name])
		if read[name] == 0 {
			return 0, fmt.Errorf("%s read nothing", name)
		}
		total += wrong[name]
	}
	return total, nil
}

func readStream(d decoder) (any, error) {
	documents := []any{}
	for {
		var value any
		err := d.Decode(&value)
		if errors.Is(err, io.EOF) {
			return documents, nil
		}
		if err != nil {
			return nil, err
		}
		documents = append(documents, value)
	}
}

// exactJSON keeps the digits of numbers.
func exactJSON(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	return value, nil
}

// differ says where and how got is not want, which came from JSON.
func differ(want, got any, at string) error {
	mismatch := fmt.Errorf("at %q: want %s (%T), got %s (%T)", at, shorten(fmt.Sprintf("%q", want)), want, shorten(fmt.Sprintf("%q", got)), got)
	switch want := want.(type) {
	case map[string]any:
		entries, err := stringKeys(got)
		if err != nil || len(entries) != len(want) {
			return errors.Join(mismatch, err)
		}
		for key, value := range want {
			other, found := entries[key]
			if !found {
				return mismatch
			}
			if err := differ(value, other, at+"."+shorten(key)); err != nil {
				return err
			}
		}
		return nil
	case []any:
		items, ok := got.([]any)
		if !ok || len(items) != len(want) {
			return mismatch
		}
		for i := range want {
			if err := differ(want[i], items[i], fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
		return nil
	case json.Number:
		if sameNumber(want.String(), got) {
			return nil
		}
		return mismatch
	default:
		if want == got {
			return nil
		}
		return mismatch
	}
}

func stringKeys(value any) (map[string]any, error) {
	switch value := value.(type) {
	case map[string]any:
		return value, nil
	case map[any]any:
		entries := map[string]any{}
		for key, item := range value {
			text, ok := key.(string)
			if !ok {
				return nil, fmt.Errorf("key %v is a %T", key, key)
			}
			entries[text] = item
		}
		return entries, nil
	}
	return nil, fmt.Errorf("no mapping but a %T", value)
}

// sameNumber compares integers by their digits and all else as float64, the
// sign of zero included.
func sameNumber(want string, got any) bool {
	var text string
	switch got := got.(type) {
	case json.Number:
		text = got.String()
	case int, int64, uint64:
		text = fmt.Sprint(got)
	case float64:
		text = strconv.FormatFloat(got, 'g', -1, 64)
	default:
		return false
	}
	if text == want {
		return true
	}
	if !strings.ContainsAny(want, ".eE") && !strings.ContainsAny(text, ".eE") && want != "-0" && text != "-0" {
		return false
	}
	a, err1 := strconv.ParseFloat(want, 64)
	b, err2 := strconv.ParseFloat(text, 64)
	return err1 == nil && err2 == nil && a == b && math.Signbit(a) == math.Signbit(b)
}

func shorten(text string) string {
	if len(text) > 200 {
		return text[:200] + "…"
	}
	return text
}
