// What frameworks call their metrics. `requests` is a counter, `duration` the name of a histogram
// without `_bucket`; `status`, `route` and `method` are labels. `route_duration` is a histogram that
// knows routes where `duration` does not. `bounds` are the upper bounds of its buckets where they are
// always the same; `latency_seconds` is the one that is judged unless the service says. `process`:
// whether the targets are the service's own processes, with `process_…` and `up`.
local none = {
  requests: null,
  status: 'status',
  route: null,
  method: 'method',
  duration: null,
  route_duration: null,
  in_progress: null,
  bounds: null,
  latency_seconds: 1,
  process: true,
};

{
  // prometheus-fastapi-instrumentator. Its histogram with routes has three buckets only.
  fastapi: none {
    requests: 'http_requests_total',
    route: 'handler',
    duration: 'http_request_duration_highr_seconds',
    route_duration: 'http_request_duration_seconds',
    in_progress: 'http_requests_inprogress',
    bounds: [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60],
  },
  // Go services that name their metrics as most do.
  go: none {
    requests: 'http_requests_total',
    status: 'code',
    route: 'handler',
    duration: 'http_request_duration_seconds',
    in_progress: 'http_requests_in_flight',
  },
  // Spring Boot, with `management.metrics.distribution.percentiles-histogram.http.server.requests`.
  micrometer: none {
    requests: 'http_server_requests_seconds_count',
    route: 'uri',
    duration: 'http_server_requests_seconds',
    in_progress: 'http_server_requests_active_seconds_active_count',
  },
  // The stable semantic conventions for HTTP, as Prometheus names them.
  opentelemetry: none {
    requests: 'http_server_request_duration_seconds_count',
    status: 'http_response_status_code',
    route: 'http_route',
    method: 'http_request_method',
    duration: 'http_server_request_duration_seconds',
    in_progress: 'http_server_active_requests',
    bounds: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  },
  // starlette_exporter.
  starlette: none {
    requests: 'starlette_requests_total',
    status: 'status_code',
    route: 'path',
    duration: 'starlette_request_duration_seconds',
    in_progress: 'starlette_requests_in_progress',
  },
  // What Traefik sees of the services behind it.
  traefik: none {
    requests: 'traefik_service_requests_total',
    status: 'code',
    duration: 'traefik_service_request_duration_seconds',
    latency_seconds: 1.2,
    process: false,
  },
}
