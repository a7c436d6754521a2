{ own: 1 }
