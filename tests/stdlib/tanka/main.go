// Checks that natives.json says what the Go libraries say under Tanka's native
// functions: `go run . ../natives.json`. Exits 1 when a case disagrees.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

type outcome struct {
	Value any
	Error bool
}

type nativeCase struct {
	Call      string
	Arguments []any
	outcome
	Go *outcome
}

var natives = map[string]func(texts []string, number float64) (any, error){
	"sha256": func(texts []string, _ float64) (any, error) {
		sum := sha256.Sum256([]byte(texts[0]))
		return hex.EncodeToString(sum[:]), nil
	},
	"escapeStringRegex": func(texts []string, _ float64) (any, error) {
		return regexp.QuoteMeta(texts[0]), nil
	},
	"regexMatch": func(texts []string, _ float64) (any, error) {
		return regexp.MatchString(texts[0], texts[1])
	},
	"regexSubst": func(texts []string, _ float64) (any, error) {
		pattern, err := regexp.Compile(texts[0])
		if err != nil {
			return nil, err
		}
		return pattern.ReplaceAllString(texts[1], texts[2]), nil
	},
	"parseJson": func(texts []string, _ float64) (any, error) {
		return parse([]byte(texts[0]))
	},
	"manifestJsonFromJson": func(texts []string, indent float64) (any, error) {
		var out bytes.Buffer
		step := strings.Repeat(" ", int(indent))
		err := json.Indent(&out, []byte(strings.TrimSpace(texts[0])), "", step)
		return out.String() + "\n", err
	},
	"parseYaml": func(texts []string, _ float64) (any, error) {
		documents := []any{}
		for decoder := yaml.NewDecoder(strings.NewReader(texts[0])); ; {
			var document any
			err := decoder.Decode(&document)
			if errors.Is(err, io.EOF) {
				return documents, nil
			}
			if err != nil {
				return nil, err
			}
			text, err := json.Marshal(document)
			if err != nil {
				return nil, err
			}
			if document, err = parse(text); err != nil {
				return nil, err
			}
			documents = append(documents, document)
		}
	},
}

func parse(text []byte) (value any, err error) {
	err = json.Unmarshal(text, &value)
	return value, err
}

// call runs a native function; the YAML reader panics on some input.
func call(c nativeCase) (got outcome) {
	defer func() {
		if recover() != nil {
			got = outcome{Error: true}
		}
	}()
	var texts []string
	var number float64
	for _, argument := range c.Arguments {
		switch argument := argument.(type) {
		case string:
			texts = append(texts, argument)
		case float64:
			number = argument
		}
	}
	value, err := natives[c.Call](texts, number)
	if err != nil {
		return outcome{Error: true}
	}
	return outcome{Value: value}
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var cases []nativeCase
	if err := json.Unmarshal(text, &cases); err != nil {
		panic(err)
	}
	wrong := 0
	for _, c := range cases {
		expected := c.outcome
		if c.Go != nil {
			expected = *c.Go
		}
		if got := call(c); !reflect.DeepEqual(expected, got) {
			wrong++
			fmt.Printf("%s %q: expected %#v, got %#v\n", c.Call, c.Arguments, expected, got)
		}
	}
	fmt.Printf("%d cases, %d wrong\n", len(cases), wrong)
	if wrong > 0 {
		os.Exit(1)
	}
}
