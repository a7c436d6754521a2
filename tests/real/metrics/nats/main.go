// What NATS does that metrics tell of: three servers in one cluster with
// JetStream, a stream, a mirror of it and a consumer that messages go through.
// Each server's monitoring port is for an exporter.
//
// usage: nats FOLDER PORT…, three ports of clients, three of routes, three of
// monitoring. Prints `ready`, and works until it is ended.
package main

import (
	"fmt"
	"log"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

const size = 3

func main() {
	log.SetFlags(0)
	log.SetPrefix("nats: ")
	if len(os.Args) != 2+3*size {
		log.Fatal("usage: nats FOLDER PORT… (nine)")
	}
	ports := make([]int, 3*size)
	for at, text := range os.Args[2:] {
		port, err := strconv.Atoi(text)
		check(err)
		ports[at] = port
	}
	start(os.Args[1], ports)
	work(ports[0])
}

func start(folder string, ports []int) {
	clients, routes, monitors := ports[:size], ports[size:2*size], ports[2*size:]
	var peers []*url.URL
	for _, port := range routes {
		peers = append(peers, &url.URL{Scheme: "nats", Host: fmt.Sprintf("127.0.0.1:%d", port)})
	}
	for at := range size {
		running, err := server.NewServer(&server.Options{
			ServerName: fmt.Sprintf("nats-%d", at),
			Host:       "127.0.0.1",
			Port:       clients[at],
			HTTPHost:   "127.0.0.1",
			HTTPPort:   monitors[at],
			Cluster:    server.ClusterOpts{Name: "NATS", Host: "127.0.0.1", Port: routes[at], PoolSize: 3},
			Routes:     peers,
			JetStream:  true,
			StoreDir:   filepath.Join(folder, fmt.Sprint(at)),

			JetStreamMaxMemory: 64 << 20,
			JetStreamMaxStore:  256 << 20,
			NoSigs:             true,
		})
		check(err)
		go running.Start()
	}
}

func work(port int) {
	connection, err := nats.Connect(fmt.Sprintf("nats://127.0.0.1:%d", port), nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1))
	check(err)
	stream, err := connection.JetStream(nats.MaxWait(2 * time.Second))
	check(err)
	retry("the stream", func() error {
		_, err := stream.AddStream(&nats.StreamConfig{Name: "ORDERS", Subjects: []string{"orders.>"}, Replicas: size, MaxBytes: 1 << 20})
		return err
	})
	retry("the mirror", func() error {
		_, err := stream.AddStream(&nats.StreamConfig{Name: "ARCHIVE", Replicas: 1, Mirror: &nats.StreamSource{Name: "ORDERS"}})
		return err
	})
	retry("the sourcing stream", func() error {
		_, err := stream.AddStream(&nats.StreamConfig{Name: "COPY", Replicas: 1, Sources: []*nats.StreamSource{{Name: "ORDERS"}}})
		return err
	})
	var billing *nats.Subscription
	retry("the consumer", func() error {
		billing, err = stream.PullSubscribe("orders.new", "billing", nats.BindStream("ORDERS"))
		return err
	})
	fmt.Println("ready")
	for number := 0; ; number++ {
		if _, err := stream.Publish("orders.new", fmt.Appendf(nil, "order %d", number)); err != nil {
			log.Print(err)
		}
		messages, _ := billing.Fetch(10, nats.MaxWait(100*time.Millisecond))
		for _, message := range messages {
			check(message.Ack())
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// Tries for half a minute: a cluster needs time to choose its leaders.
func retry(what string, act func() error) {
	var err error
	for range 60 {
		if err = act(); err == nil {
			return
		}
		time.Sleep(500 * time.Millisecond)
	}
	log.Fatalf("no %s: %v", what, err)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
