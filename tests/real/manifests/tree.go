package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// An object of one manifest.
type object struct {
	path string
	unstructured.Unstructured
}

func (o object) kind() string { return o.GetKind() }

// identity is what no two objects of a cluster share.
func (o object) identity() string {
	return o.GroupVersionKind().GroupKind().String() + " " + o.GetNamespace() + "/" + o.GetName()
}

// A folder that mixgen wrote.
type tree struct {
	folder string
	// Manifests but the kustomization.
	objects []object
	// What the kustomization lists, in its order.
	resources []string
	// Dashboard files by path.
	dashboards map[string][]byte
	// It is for a chart, whose values say most.
	values bool
}

func readTree(folder string) (tree, []string, error) {
	result := tree{folder: folder, dashboards: map[string][]byte{}}
	var findings []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == ".mixgen.index" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch {
		case path == filepath.Join(folder, "README.md"):
			return nil
		case strings.HasSuffix(path, ".json"):
			result.dashboards[path] = text
			return nil
		case !strings.HasSuffix(path, ".yaml"):
			findings = append(findings, path+": neither a manifest nor a dashboard")
			return nil
		}
		converted, err := yaml.YAMLToJSONStrict(text)
		if err != nil {
			findings = append(findings, fmt.Sprintf("%s: %v", path, err))
			return nil
		}
		for _, at := range nulls(converted) {
			findings = append(findings, fmt.Sprintf("%s: null at %s", path, at))
		}
		if path == filepath.Join(folder, "values.yaml") {
			result.values = true
			return nil
		}
		if path == filepath.Join(folder, "kustomization.yaml") {
			var kustomization struct{ Resources []string }
			if err := json.Unmarshal(converted, &kustomization); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			result.resources = kustomization.Resources
			return nil
		}
		manifest := object{path: path}
		if err := manifest.UnmarshalJSON(converted); err != nil {
			findings = append(findings, fmt.Sprintf("%s: %v", path, err))
			return nil
		}
		result.objects = append(result.objects, manifest)
		return nil
	})
	return result, findings, err
}

// nulls lists the paths of all nulls in a JSON text.
func nulls(text []byte) []string {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return []string{"?: " + err.Error()}
	}
	var found []string
	var walk func(any, string)
	walk = func(value any, at string) {
		switch value := value.(type) {
		case nil:
			found = append(found, at)
		case map[string]any:
			for key, item := range value {
				walk(item, at+"."+key)
			}
		case []any:
			for i, item := range value {
				walk(item, fmt.Sprintf("%s[%d]", at, i))
			}
		}
	}
	walk(value, "")
	return found
}
