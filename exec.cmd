@rem The scripts of package.json start with exec, so that a signal to npm reaches the command. This is exec for Windows.
@%*
