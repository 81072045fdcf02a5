"""The demonstration city: invented material, played through the same actions that people use."""
