{ name: 'lab', help: 'The lab.', facts: { schedular: false } }
