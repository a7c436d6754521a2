{ site: 'berlin' }
