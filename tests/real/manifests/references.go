package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Grafana's limit.
const maxUID = 40

// references finds objects that are there twice or not at all.
func references(tree tree) []string {
	var findings []string
	add := func(path, text string, values ...any) {
		findings = append(findings, path+": "+fmt.Sprintf(text, values...))
	}
	there := map[string]object{}
	files := map[string]bool{}
	for _, manifest := range tree.objects {
		if other, twice := there[manifest.identity()]; twice {
			add(manifest.path, "the same object as in %s", other.path)
		}
		there[manifest.identity()] = manifest
		path, err := filepath.Rel(tree.folder, manifest.path)
		if err != nil {
			add(manifest.path, "%v", err)
		}
		files[path] = true
	}
	for _, resource := range tree.resources {
		if !files[resource] {
			add(tree.folder+"/kustomization.yaml", "%s is listed, and not there or twice", resource)
		}
		delete(files, resource)
	}
	for path := range files {
		add(tree.folder+"/kustomization.yaml", "%s is not listed", path)
	}
	for _, manifest := range tree.objects {
		switch manifest.kind() {
		case "RoleBinding":
			name, _, _ := unstructured.NestedString(manifest.Object, "roleRef", "name")
			kind, _, _ := unstructured.NestedString(manifest.Object, "roleRef", "kind")
			if kind == "Role" {
				if _, ok := there["Role.rbac.authorization.k8s.io "+manifest.GetNamespace()+"/"+name]; !ok {
					add(manifest.path, "binds the Role %s, which is not there", name)
				}
			}
		case "GrafanaDashboard":
			name, _, _ := unstructured.NestedString(manifest.Object, "spec", "configMapRef", "name")
			key, _, _ := unstructured.NestedString(manifest.Object, "spec", "configMapRef", "key")
			if name == "" {
				continue
			}
			data, _, _ := unstructured.NestedStringMap(there["ConfigMap "+manifest.GetNamespace()+"/"+name].Object, "data")
			if data[key] == "" {
				add(manifest.path, "reads %s of the ConfigMap %s, which is not there", key, name)
			}
		}
	}
	sort.Strings(findings)
	return findings
}

// dashboards finds dashboards that Grafana would refuse or mix up, in files
// and in ConfigMaps.
func dashboards(tree tree) []string {
	var findings []string
	read := func(path string, text []byte, seen map[string]string) {
		var dashboard struct {
			UID           string
			Title         string
			SchemaVersion int
			Panels        []json.RawMessage
		}
		if err := json.Unmarshal(text, &dashboard); err != nil {
			findings = append(findings, fmt.Sprintf("%s: %v", path, err))
			return
		}
		if dashboard.UID == "" || len(dashboard.UID) > maxUID || dashboard.Title == "" || dashboard.SchemaVersion == 0 || len(dashboard.Panels) == 0 {
			findings = append(findings, fmt.Sprintf("%s: a dashboard needs a uid of at most %d characters, a title, a schemaVersion and panels", path, maxUID))
		}
		if other, twice := seen[dashboard.UID]; twice {
			findings = append(findings, fmt.Sprintf("%s: the same uid as %s", path, other))
		}
		seen[dashboard.UID] = path
	}
	files, maps := map[string]string{}, map[string]string{}
	for path, text := range tree.dashboards {
		read(path, text, files)
	}
	for _, manifest := range tree.objects {
		if manifest.kind() != "ConfigMap" {
			continue
		}
		data, _, _ := unstructured.NestedStringMap(manifest.Object, "data")
		for key, text := range data {
			if strings.HasSuffix(key, ".json") {
				read(manifest.path, []byte(text), maps)
			}
		}
	}
	perses := 0
	for _, manifest := range tree.objects {
		if manifest.kind() == "PersesDashboard" {
			perses++
		}
	}
	switch perses {
	case 0:
		for uid, path := range files {
			if maps[uid] == "" {
				findings = append(findings, fmt.Sprintf("%s: no ConfigMap holds this dashboard", path))
			}
		}
	case len(files):
	default:
		findings = append(findings, fmt.Sprintf("%s: %d dashboards, and %d of them for Perses", tree.folder, len(files), perses))
	}
	sort.Strings(findings)
	return findings
}
