package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/blang/semver/v4"
	"github.com/prometheus-operator/prometheus-operator/pkg/alertmanager"
	validationv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/alertmanager/validation/v1alpha1"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	"github.com/prometheus-operator/prometheus-operator/pkg/operator"
	promvalidation "github.com/prometheus-operator/prometheus-operator/pkg/prometheus/validation"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// The namespace in which the tests' Alertmanager lives.
const alertmanagerNamespace = "monitoring"

// The Prometheus whose rules for relabelings hold: the newest Debian has, the
// strictest of those in use.
var oldPrometheus = semver.MustParse("2.42.0")

// asOperator is what the operator says of an object beyond its schema.
func asOperator(text []byte, kind string) []string {
	var problems []string
	add := func(errs ...error) {
		for _, err := range errs {
			if err != nil {
				problems = append(problems, "the operator: "+err.Error())
			}
		}
	}
	switch kind {
	case "PrometheusRule":
		var rule monitoringv1.PrometheusRule
		add(strictly(text, &rule))
		add(operator.ValidateRule(rule.Spec, model.LegacyValidation, parser.Options{})...)
	case "AlertmanagerConfig":
		var config monitoringv1alpha1.AlertmanagerConfig
		add(strictly(text, &config), validationv1alpha1.ValidateAlertmanagerConfig(&config))
	case "ServiceMonitor":
		var monitor monitoringv1.ServiceMonitor
		add(strictly(text, &monitor))
		for _, endpoint := range monitor.Spec.Endpoints {
			add(relabelings(endpoint.RelabelConfigs), relabelings(endpoint.MetricRelabelConfigs))
		}
	case "PodMonitor":
		var monitor monitoringv1.PodMonitor
		add(strictly(text, &monitor))
		for _, endpoint := range monitor.Spec.PodMetricsEndpoints {
			add(relabelings(endpoint.RelabelConfigs), relabelings(endpoint.MetricRelabelConfigs))
		}
	}
	return problems
}

func strictly(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

func relabelings(configs []monitoringv1.RelabelConfig) error {
	validator, err := promvalidation.NewLabelConfigValidatorFromVersion(oldPrometheus)
	if err != nil {
		return err
	}
	return validator.Validate(configs)
}

// writeAlertmanager writes what the operator makes of all AlertmanagerConfigs
// of a folder, over a configuration that sends nothing anywhere.
func writeAlertmanager(version, folder, file string) error {
	parsed, err := semver.Parse(version)
	if err != nil {
		return err
	}
	tree, _, err := readTree(folder)
	if err != nil {
		return err
	}
	configs := map[string]*monitoringv1alpha1.AlertmanagerConfig{}
	secrets := map[string]*corev1.Secret{}
	for _, manifest := range tree.objects {
		if manifest.kind() != "AlertmanagerConfig" {
			continue
		}
		text, err := manifest.MarshalJSON()
		if err != nil {
			return err
		}
		var config monitoringv1alpha1.AlertmanagerConfig
		if err := strictly(text, &config); err != nil {
			return fmt.Errorf("%s: %w", manifest.path, err)
		}
		configs[manifest.identity()] = &config
		fillSecrets(manifest.Object, manifest.GetNamespace(), secrets)
	}
	if len(configs) == 0 {
		return fmt.Errorf("%s holds no AlertmanagerConfig", folder)
	}
	var objects []any
	for _, secret := range secrets {
		objects = append(objects, secret)
	}
	var instance monitoringv1.Alertmanager
	instance.Namespace = alertmanagerNamespace
	instance.Spec.AlertmanagerConfigMatcherStrategy.Type = monitoringv1.OnNamespaceExceptForAlertmanagerNamespaceConfigMatcherStrategyType
	builder := alertmanager.NewConfigBuilder(slog.New(slog.NewTextHandler(io.Discard, nil)), parsed, assets.NewTestStoreBuilder(objects...), &instance)
	if err := builder.InitializeFromRawConfiguration([]byte("route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")); err != nil {
		return err
	}
	if err := builder.AddAlertmanagerConfigs(background, configs); err != nil {
		return err
	}
	text, err := builder.MarshalJSON()
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

// fillSecrets makes a Secret of every reference below a value. Its text is an
// address, because that is what the pickiest receivers want.
func fillSecrets(value any, namespace string, into map[string]*corev1.Secret) {
	switch value := value.(type) {
	case map[string]any:
		name, isName := value["name"].(string)
		key, isKey := value["key"].(string)
		if isName && isKey {
			secret := into[namespace+"/"+name]
			if secret == nil {
				secret = &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name}, Data: map[string][]byte{}}
				into[namespace+"/"+name] = secret
			}
			secret.Data[key] = []byte("http://127.0.0.1:9/" + name)
		}
		for _, item := range value {
			fillSecrets(item, namespace, into)
		}
	case []any:
		for _, item := range value {
			fillSecrets(item, namespace, into)
		}
	}
}
