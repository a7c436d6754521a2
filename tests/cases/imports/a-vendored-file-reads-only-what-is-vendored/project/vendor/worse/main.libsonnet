importstr '../../secret.txt'
