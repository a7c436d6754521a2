module dashboards

go 1.26.3
