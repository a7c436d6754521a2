package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	amconfig "github.com/prometheus/alertmanager/config"
	promconfig "github.com/prometheus/prometheus/config"
	_ "github.com/prometheus/prometheus/discovery/file"
	_ "github.com/prometheus/prometheus/discovery/kubernetes"
	"sigs.k8s.io/yaml"
)

// checkFiles says what Prometheus and Alertmanager have against the files of a
// folder of target `plain`, or against what values of the chart hold for them.
func checkFiles(folder string) ([]string, error) {
	var findings []string
	judged := 0
	try := func(name string, check func(string) error) {
		path := filepath.Join(folder, name)
		if _, err := os.Stat(path); err != nil {
			return
		}
		judged++
		if err := check(path); err != nil {
			findings = append(findings, fmt.Sprintf("%s: %v", path, err))
		}
	}
	try("prometheus.yml", prometheusFile)
	try("alertmanager.yml", func(path string) error {
		_, err := amconfig.LoadFile(path)
		return err
	})
	try("values.yaml", chartValues)
	scraping, err := filepath.Glob(filepath.Join(folder, "scrape", "*.yml"))
	if err != nil {
		return nil, err
	}
	for _, path := range scraping {
		judged++
		// It has the one field of prometheus.yml that such a file may have.
		if err := prometheusFile(path); err != nil {
			findings = append(findings, fmt.Sprintf("%s: %v", path, err))
		}
	}
	if judged == 0 {
		return nil, fmt.Errorf("%s holds nothing that Prometheus or Alertmanager reads", folder)
	}
	fmt.Fprintf(os.Stderr, "%s: %d configurations\n", folder, judged)
	return findings, nil
}

func prometheusFile(path string) error {
	config, err := promconfig.LoadFile(path, false, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return err
	}
	if config, err := config.GetScrapeConfigs(); err != nil || len(config) == 0 {
		return fmt.Errorf("no targets: %v", err)
	}
	for _, pattern := range config.RuleFiles {
		if found, err := filepath.Glob(pattern); err != nil || len(found) == 0 {
			return fmt.Errorf("rule_files: %s is no file: %v", pattern, err)
		}
	}
	return nil
}

// The pieces of values.yaml that become files: the chart passes scrape
// configurations through a template, so they may hold none.
func chartValues(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var values struct {
		Alertmanager struct {
			Config json.RawMessage
		}
		Prometheus struct {
			PrometheusSpec struct {
				AdditionalScrapeConfigs json.RawMessage
			}
		}
	}
	if err := yaml.Unmarshal(text, &values); err != nil {
		return err
	}
	if _, err := amconfig.Load(string(values.Alertmanager.Config)); err != nil {
		return fmt.Errorf("alertmanager.config: %w", err)
	}
	configs := string(values.Prometheus.PrometheusSpec.AdditionalScrapeConfigs)
	if strings.Contains(strings.ReplaceAll(configs, `{{ \"{{\" }}`, ""), "{{") {
		return fmt.Errorf("additionalScrapeConfigs hold a template of Helm")
	}
	if _, err := promconfig.Load(`{"scrape_configs": `+configs+`}`, slog.New(slog.NewTextHandler(io.Discard, nil))); err != nil {
		return fmt.Errorf("additionalScrapeConfigs: %w", err)
	}
	return nil
}
