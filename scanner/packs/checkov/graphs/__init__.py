"""Resources as the graphs that Checkov's graph checks ask: a module per framework, each with

    FRAMEWORK                               its name
    graphs_of(resources, entity_of, looks)  -> the graphs that checks have something to look at in

graph: what all of them have. asking: how the worker is asked.
"""
