// Judges the folders that mixgen wrote as those do who read them: the API
// server (strict fields, types and CRD schemas), the operator of Prometheus
// (its own checks of rules, relabelings and receivers) and Kustomize. Writes
// what the operator would hand to Alertmanager.
//
//	manifests check CRDS[,CRDS…] FOLDER…
//	manifests alertmanager VERSION FOLDER FILE
//	manifests files FOLDER…
//	manifests json FILE…
//
// CRDS is a folder of CustomResourceDefinitions. `files` judges what Prometheus and
// Alertmanager read themselves. `json` prints YAML files as one
// object by path, for scripts without a reader of YAML. Every finding is one line;
// exits 1 if there is one, 2 if nothing could be judged.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"sigs.k8s.io/yaml"
)

func main() {
	var findings []string
	var err error
	switch {
	case len(os.Args) >= 4 && os.Args[1] == "check":
		findings, err = check(strings.Split(os.Args[2], ","), os.Args[3:])
	case len(os.Args) >= 3 && os.Args[1] == "files":
		for _, folder := range os.Args[2:] {
			var found []string
			if found, err = checkFiles(folder); err != nil {
				break
			}
			findings = append(findings, found...)
		}
	case len(os.Args) == 5 && os.Args[1] == "alertmanager":
		err = writeAlertmanager(os.Args[2], os.Args[3], os.Args[4])
	case len(os.Args) >= 3 && os.Args[1] == "json":
		err = writeJSON(os.Args[2:])
	default:
		err = fmt.Errorf("usage: manifests check CRDS[,CRDS…] FOLDER… | manifests alertmanager VERSION FOLDER FILE | manifests files FOLDER… | manifests json FILE…")
	}
	for _, finding := range findings {
		fmt.Println(finding)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "manifests:", err)
		os.Exit(2)
	}
	if len(findings) > 0 {
		os.Exit(1)
	}
}

func check(crds, folders []string) ([]string, error) {
	schemas, err := readSchemas(crds)
	if err != nil {
		return nil, err
	}
	var findings []string
	everywhere := map[string]int{}
	for _, folder := range folders {
		tree, problems, err := readTree(folder)
		if err != nil {
			return nil, err
		}
		findings = append(findings, problems...)
		kinds := map[string]int{}
		unjudged := 0
		for _, object := range tree.objects {
			kinds[object.kind()]++
			everywhere[object.kind()]++
			if _, ok := schemaOf(schemas, object); !ok && rare[object.GetAPIVersion()+" "+object.kind()] {
				unjudged++
			}
			for _, problem := range judge(schemas, object) {
				findings = append(findings, fmt.Sprintf("%s: %s", object.path, problem))
			}
		}
		findings = append(findings, references(tree)...)
		if err := scraping(tree); err != nil {
			findings = append(findings, fmt.Sprintf("%s: what the operator makes of the Prometheus: %v", folder, err))
		}
		findings = append(findings, dashboards(tree)...)
		wanted := []string{"PrometheusRule", "ConfigMap"}
		switch {
		case tree.values:
			wanted = []string{"ConfigMap"}
		case kinds["PersesDashboard"] > 0:
			wanted = []string{"PrometheusRule", "AlertmanagerConfig", "PodMonitor", "PersesDashboard"}
		}
		for _, kind := range wanted {
			// Either makes targets.
			if kind == "PodMonitor" && kinds["ServiceMonitor"] > 0 {
				continue
			}
			if kinds[kind] == 0 {
				return nil, fmt.Errorf("%s holds no %s: nothing was judged", folder, kind)
			}
		}
		fmt.Fprintf(os.Stderr, "%s: %d objects of %d kinds, %d dashboards\n", folder, len(tree.objects), len(kinds), len(tree.dashboards))
		if unjudged > 0 {
			fmt.Fprintf(os.Stderr, "%s: no definitions of %d of them: only their metadata was judged\n", folder, unjudged)
		}
	}
	for _, kind := range []string{"AlertmanagerConfig", "PodMonitor"} {
		if everywhere[kind] == 0 && len(findings) == 0 {
			return nil, fmt.Errorf("no folder holds a %s: too little was judged", kind)
		}
	}
	return findings, nil
}

func writeJSON(files []string) error {
	values := map[string]json.RawMessage{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if values[file], err = yaml.YAMLToJSONStrict(text); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(values)
}
