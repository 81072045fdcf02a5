"""How rolls write that somebody belongs to the Communist Party (党员委员); everybody else is 党外委员."""

COMMUNISTS = ("中共党员", "中共预备党员", "中国共产党党员", "中国共产党", "中共")
