"""Services of moto that must behave more like AWS's: each module says what it changes and why."""
