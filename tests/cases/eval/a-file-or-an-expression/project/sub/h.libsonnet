{ here: std.thisFile }
