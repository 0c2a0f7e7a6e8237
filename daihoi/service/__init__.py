"""daihoi as a service: the processes it consists of, kept running on this machine. Knows no Prefect."""
