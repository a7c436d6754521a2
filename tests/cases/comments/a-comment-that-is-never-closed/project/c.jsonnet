{ a: 'open
}
