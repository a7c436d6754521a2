{
  name: 'own',
  model: { channels: { own: error 'not finished' } },
}
